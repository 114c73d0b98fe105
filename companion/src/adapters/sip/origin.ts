/**
 * Gives the descriptions of one dialog one origin (RFC 3264 section 8): whoever describes the sound, a telephone or another, is the same
 * session to the peer, and each description that differs from the one before has the next version. The first one has left already.
 */
export function oneOrigin(first: string): (description: string) => string {
  const [, session, version, place] = originLine.exec(first) ?? [];
  let said = withoutOrigin(first);
  let count = BigInt(version ?? 0);
  return (description) => {
    const body = withoutOrigin(description);
    if (session === undefined || place === undefined || description === "") return description;
    if (body !== said) count += 1n;
    said = body;
    return description.replace(originLine, `o=${session} ${count} ${place}`);
  };
}

const originLine = /^o=(\S+ \d+) (\d{1,20}) (.*)$/mu;

function withoutOrigin(description: string): string {
  return description.replace(originLine, "");
}
