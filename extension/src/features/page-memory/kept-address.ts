/** What lets whoever has it in is called by these words, in whatever spelling: `access_token`, `PHPSESSID`, `X-Amz-Signature`. */
const secretWords =
  /token|session|sessid|passw|passphrase|pwd|secret|credential|oauth|authori[sz]|ticket|jwt|saml|signature|otp|nonce|assertion/iu;
const secretNames =
  /^(?:sid|sess|pass|auth|sig|pin|(?:api|access|private|auth|session)?[_-]?key|(?:auth|access|login)?[_-]?code)$/iu;

/** A JSON Web Token, under whatever name (RFC 7519: two objects and a signature). */
const webToken = /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/u;

/** Parameters within a path, as servers without cookies write their sessions: `/cart;jsessionid=1A2B`. */
const pathParameters = /;[^/;]*/gu;

/** Behind `#` programs in a page write where they are (`#/person/42`, `#!/person/42`); everything else there is a place in the page, or an answer that lets in. */
const route = /^#!?\//u;

/**
 * What is kept of a page's address so that it leads back: of the web alone, without a name and a password, and without the parts that let somebody
 * in. Null for everything else.
 */
export function keptAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  [url.username, url.password] = ["", ""];
  if (!route.test(url.hash) || url.hash.split(/[/?&;]/u).some(isSecret)) url.hash = "";
  url.pathname = url.pathname.replace(pathParameters, (all) => (isSecret(all.slice(1)) ? "" : all));
  const parts = url.search.slice(1).split("&");
  // Each as it stands: a query that is written anew may be another one for its server.
  url.search = parts.filter((part) => part !== "" && !isSecret(part)).join("&");
  return url.href.length <= 2048 ? url.href : null;
}

function isSecret(part: string): boolean {
  const [name = "", ...value] = decoded(part).split("=");
  const isToken = [name, value.join("=")].some((each) => webToken.test(each.trim()));
  return isToken || secretWords.test(name) || secretNames.test(name.trim());
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll("+", " "));
  } catch {
    return part;
  }
}
