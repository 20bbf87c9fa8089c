import { describe, expect, it } from "vitest";

import { fakeArchive } from "../test/fake";
import { Repair } from "./repair.svelte";

async function begun(): Promise<Repair> {
  const api = fakeArchive(1);
  const repair = new Repair(api, await api.article(1));
  await repair.load();
  return repair;
}

describe("Repair", () => {
  it("begins with the copy as it is and turns what is picked", async () => {
    const repair = await begun();
    expect(repair.changes).toBe(0);
    expect(repair.saveable).toBe(false);
    expect(repair.cursor).toEqual({ kind: "block", number: 1 });
    repair.move(1, true);
    expect(repair.picked).toEqual([1, 2]);
    repair.toggle();
    expect([repair.state(0), repair.state(1), repair.state(2)]).toEqual(["dropped", "removed", "removed"]);
    expect(repair.changes).toBe(2);
    repair.move(-Infinity, false);
    repair.toggle();
    expect(repair.state(0)).toBe("restored");
    repair.back();
    expect(repair.state(0)).toBe("dropped");
    repair.back();
    expect(repair.changes).toBe(0);
  });

  it("stores nothing that cannot be used, and begins again with what was stored", async () => {
    const api = fakeArchive(1);
    const repair = new Repair(api, await api.article(1));
    await repair.load();
    repair.say("published", "last week");
    expect(repair.faults).toEqual(["published"]);
    expect(repair.saveable).toBe(false);
    repair.say("published", "2018-06");
    repair.say("title", "Another headline");
    repair.set([1], false);
    expect(repair.changes).toBe(3);
    await repair.look();
    expect(repair.preview?.title).toBe("Another headline");
    expect(await repair.save()).not.toBeNull();
    const again = new Repair(api, await api.article(1));
    await again.load();
    expect(again.state(1)).toBe("removed");
    expect(again.fields.title).toBe("Another headline");
    expect(again.changes).toBe(0);
    await api.undo(null);
    expect((await api.article(1)).title).not.toBe("Another headline");
  });
});
