/** The office's number that sends back what it hears. */
export const echoNumber = "600";
