import { describe, expect, it } from "vitest";

import { shortTitle } from "./titles";

describe("a title where there is little room", () => {
  it("is cut between words, in every script", () => {
    expect(shortTitle("Harbour bridge reopens")).toBe("Harbour bridge reopens");
    expect(shortTitle("Harbour bridge reopens after eleven months, with a ferry", 30)).toBe(
      "Harbour bridge reopens after…",
    );
    expect(shortTitle("پل بندر پس از یازده ماه بازگشایی شد و مردم شادمان شدند", 24)).toBe("پل بندر پس از یازده ماه…");
    expect([...shortTitle("一家名字很长很长的新闻网站出版社报道", 10)]).toHaveLength(10);
  });
});
