import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { FakeApi } from "../test/fake";
import { Fetching } from "./fetching.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function set(): { api: FakeApi; fetching: Fetching; report: ReturnType<typeof vi.fn> } {
  const api = new FakeApi([]);
  const why = { kind: "http", message: "https://refusing.example answered 403", hint: null } as const;
  const set_aside = [{ host: "refusing.example", why, waiting: 3 }];
  api.fetching = { ...api.fetching, waiting: 40, per_minute: 12, seconds_left: 185, hosts_waiting: 4, set_aside };
  const report = vi.fn();
  return { api, fetching: new Fetching(api, report), report };
}

test("many changes of the archive are one look a second", async () => {
  const { api, fetching } = set();
  const asked = vi.spyOn(api, "fetchState");
  for (let change = 0; change < 50; change += 1) fetching.look();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(fetching.left).toBe(40);
  fetching.look();
  fetching.halt();
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveBeenCalledTimes(1);
});

test("a look that fails is told", async () => {
  const { api, fetching, report } = set();
  const fault = new Error("locked");
  vi.spyOn(api, "fetchState").mockRejectedValue(fault);
  fetching.look();
  await vi.advanceTimersByTimeAsync(1000);
  expect(report).toHaveBeenCalledWith(fault);
});

test("it rests, goes on, tries a host again and stops", async () => {
  const { fetching } = set();
  vi.useRealTimers();
  await fetching.pause();
  expect(fetching.state?.paused).toBe(true);
  await fetching.resume();
  expect(fetching.state?.paused).toBe(false);
  await fetching.release("refusing.example");
  expect(fetching.state?.set_aside).toEqual([]);
  expect(await fetching.stop()).toBe(40);
  expect(fetching.left).toBe(0);
});
