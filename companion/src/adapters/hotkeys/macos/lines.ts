/** Puts together the lines of what comes in pieces; what is after the last end of a line waits for the next piece. */
export function createLines(heard: (line: string) => void): (piece: string) => void {
  let begun = "";
  return (piece) => {
    const lines = `${begun}${piece}`.split("\n");
    begun = lines.pop() ?? "";
    for (const line of lines) if (line !== "") heard(line);
  };
}
