/** What an article is connected with. */
export const connections = {
  "panel.connections": "Connections",
} as const;
