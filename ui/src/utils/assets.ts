const HASH = /^[0-9a-f]{64}$/;

/** Where the asset protocol lives: Windows cannot give a web view a scheme of its own. */
const ORIGIN = /Windows/.test(navigator.userAgent) ? "http://archive.localhost" : "archive://localhost";

/** Address of a kept picture, or null when `hash` is no SHA-256. */
export function assetUrl(hash: string): string | null {
  return HASH.test(hash) ? `${ORIGIN}/${hash}` : null;
}

/** Address of the same picture small enough for a list. */
export function thumbnailUrl(hash: string): string | null {
  return HASH.test(hash) ? `${ORIGIN}/thumbnail/${hash}` : null;
}
