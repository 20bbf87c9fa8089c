import type { Settings } from "../api";
import type { MessageKey } from "../messages/message";

/** A number that a person may change, in units people use. */
export interface Range {
  label: MessageKey & `settings.${string}`;
  unit: "settings.megabytes" | "settings.seconds" | null;
  /** How many of the stored units make one shown. */
  scale: number;
  min: number;
  max: number;
}

/** A bound of a save. */
export interface Limit extends Range {
  name: keyof Settings["limits"];
}

const MEGABYTE = 1 << 20;
const SECOND = 1000;

/** The bounds of a save, as the settings show them. */
export const LIMITS = [
  { name: "page_bytes", label: "settings.pageSize", unit: "settings.megabytes", scale: MEGABYTE, min: 1, max: 500 },
  {
    name: "picture_bytes",
    label: "settings.pictureSize",
    unit: "settings.megabytes",
    scale: MEGABYTE,
    min: 1,
    max: 500,
  },
  {
    name: "article_bytes",
    label: "settings.articleSize",
    unit: "settings.megabytes",
    scale: MEGABYTE,
    min: 1,
    max: 2000,
  },
  { name: "connect_ms", label: "settings.connectTime", unit: "settings.seconds", scale: SECOND, min: 1, max: 300 },
  { name: "idle_ms", label: "settings.idleTime", unit: "settings.seconds", scale: SECOND, min: 1, max: 600 },
  { name: "total_ms", label: "settings.totalTime", unit: "settings.seconds", scale: SECOND, min: 1, max: 3600 },
  { name: "redirects", label: "settings.redirects", unit: null, scale: 1, min: 0, max: 30 },
  { name: "tries", label: "settings.tries", unit: null, scale: 1, min: 1, max: 10 },
] as const satisfies Limit[];

/** The pause between two articles of one site, where an import asks for many. */
export const HOST_DELAY: Range = {
  label: "settings.hostDelay",
  unit: "settings.seconds",
  scale: SECOND,
  min: 0.5,
  max: 600,
};

/** A stored value in the unit shown, with at most one decimal. */
export function shown(limit: Range, stored: number): number {
  return Math.round((stored / limit.scale) * 10) / 10;
}

/** A shown value as it is stored, or null when it is out of bounds. */
export function stored(limit: Range, value: number): number | null {
  if (!Number.isFinite(value) || value < limit.min || value > limit.max) return null;
  return Math.round(value * limit.scale);
}
