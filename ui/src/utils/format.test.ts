import { describe, expect, it } from "vitest";

import { byteSize, longDate, nameList, parseDate, shortDate } from "./format";

const now = new Date(2026, 10, 22, 15, 0);

describe("dates", () => {
  it("reads a day without shifting it by the time zone", () => {
    expect(parseDate("2018-06-01")).toEqual(new Date(2018, 5, 1));
    expect(parseDate("not a date")).toBeNull();
  });

  it.each([
    ["2026-11-22", "Today"],
    ["2026-11-21", "Yesterday"],
    ["2026-03-04", "Mar 4"],
    ["2018-06-01", "Jun 1, 2018"],
    ["someday", "someday"],
  ])("shortens %s to %s", (iso, text) => {
    expect(shortDate("en", iso, now)).toBe(text);
  });

  it("uses the reader's calendar and digits", () => {
    expect(longDate("fa", "2018-06-01")).toContain("۱۳۹۷");
  });

  it("shows the time only when there is one", () => {
    expect(longDate("en", "2018-06-01")).toBe("June 1, 2018");
    expect(longDate("en", "2018-06-01T10:05:00Z")).toMatch(/June 1, 2018.*\d:05/);
  });
});

describe("byteSize", () => {
  it("names units as people do", () => {
    expect(byteSize("fa", 2_100_000)).toBe("۲٫۱ مگابایت");
  });

  it.each([
    [0, "0 byte"],
    [999, "999 byte"],
    [1500, "1.5 kB"],
    [20_971_520, "21 MB"],
    [5.4e12, "5.4 TB"],
  ])("writes %d as %s", (bytes, text) => {
    expect(byteSize("en", bytes)).toBe(text);
  });
});

it("joins names as the language does", () => {
  expect(nameList("en", ["Ada", "Bo", "Cy"])).toBe("Ada, Bo, and Cy");
  expect(nameList("fa", ["آدا", "بو"])).toBe("آدا و بو");
});
