export const connections = {
  "panel.connections": "پیوندها",
} as const;
