/** This browser in a few words, for the companion's list of paired browsers. */
export function browserName(userAgent: string = navigator.userAgent): string {
  const browser = userAgent.includes("Firefox/") ? "Firefox" : userAgent.includes("Edg/") ? "Edge" : "Chrome";
  const system = /Windows|Mac OS X|CrOS|Linux/u.exec(userAgent)?.[0];
  return system === undefined ? browser : `${browser} · ${system}`;
}
