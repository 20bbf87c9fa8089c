import type { Api, FetchState } from "../api";

/** Changes of the archive that come sooner after each other are looked at together. */
const REST_MS = 1000;

/** The fetching of what imports brought. */
export class Fetching {
  state = $state.raw<FetchState | null>(null);
  /** Articles that are still to be fetched. */
  readonly left = $derived(this.state?.waiting ?? 0);

  readonly #api: Api;
  readonly #report: (error: unknown) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api, report: (error: unknown) => void) {
    this.#api = api;
    this.#report = report;
  }

  async load(): Promise<void> {
    this.state = await this.#api.fetchState();
  }

  /** Looks again in a moment, since the archive has changed. */
  look(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.load().catch(this.#report);
    }, REST_MS);
  }

  halt(): void {
    clearTimeout(this.#timer);
  }

  async pause(): Promise<void> {
    await this.#api.pauseFetching();
    await this.load();
  }

  async resume(): Promise<void> {
    await this.#api.resumeFetching();
    await this.load();
  }

  /** Fetches no more of an import, or of all; resolves to how many articles that are. */
  async stop(id: number | null = null): Promise<number> {
    const stopped = await this.#api.stopFetching(id);
    await this.load();
    return stopped;
  }

  /** Tries a host again that was set aside. */
  async release(host: string): Promise<void> {
    await this.#api.releaseHost(host);
    await this.load();
  }
}
