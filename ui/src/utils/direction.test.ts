import { expect, it } from "vitest";

import { titleDirection } from "./direction";

it("a title runs as most of its letters do, whatever it begins with", () => {
  expect(titleDirection("BBC و Reuters از سیل مهران‌دشت گزارش دادند")).toBe("rtl");
  expect(titleDirection("Who is «حافظ»? A reader's guide")).toBe("ltr");
  expect(titleDirection("۱۴۰۵")).toBe("ltr");
  expect(titleDirection("")).toBe("ltr");
});
