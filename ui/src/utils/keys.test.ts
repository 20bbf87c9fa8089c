import { describe, expect, it } from "vitest";

import { isEditing, keyName, KeySequence, type KeyPress } from "./keys";

const press = (key: string, code = "", modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

describe("keyName", () => {
  it.each([
    [press("j", "KeyJ"), "j"],
    [press("J", "KeyJ", { shiftKey: true }), "Shift+j"],
    [press("#", "Digit3", { shiftKey: true }), "#"],
    [press("k", "KeyK", { ctrlKey: true }), "Ctrl+k"],
    [press("k", "KeyK", { metaKey: true }), "Ctrl+k"],
    [press("ت", "KeyJ"), "j"],
    [press("о", "KeyJ"), "j"],
    [press("؟", "Slash", { shiftKey: true }), "?"],
    [press("ö", "Semicolon"), "ö"],
    [press("j", "KeyC"), "j"],
    [press("ArrowDown", "ArrowDown", { shiftKey: true }), "Shift+ArrowDown"],
    [press("Escape", "Escape"), "Escape"],
    [press(" ", "Space", { shiftKey: true }), "Shift+Space"],
  ])("%j is %s", (event, name) => {
    expect(keyName(event)).toBe(name);
  });
});

describe("KeySequence", () => {
  it("joins a prefix and the next key", () => {
    const keys = new KeySequence();
    expect(keys.next(press("g", "KeyG"), 0)).toBeNull();
    expect(keys.next(press("i", "KeyI"), 400)).toBe("g i");
    expect(keys.next(press("i", "KeyI"), 500)).toBe("i");
  });

  it("forgets a prefix that is too old", () => {
    const keys = new KeySequence();
    keys.next(press("g", "KeyG"), 0);
    expect(keys.next(press("i", "KeyI"), 5000)).toBe("i");
  });
});

it("knows where typing is text", () => {
  document.body.innerHTML = `<input id="a"><input id="b" type="checkbox"><p contenteditable><i id="c"></i></p><button id="d"></button>`;
  expect(["a", "b", "c", "d"].map((id) => isEditing(document.getElementById(id)))).toEqual([true, false, true, false]);
  expect(isEditing(null)).toBe(false);
});
