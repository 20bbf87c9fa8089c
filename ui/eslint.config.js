import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

export default ts.config(
  { ignores: ["dist/", "node_modules/", "src/bindings.ts"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: globals.browser },
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [{ group: ["**/bindings"], allowTypeImports: true, message: "Only api.ts talks to the commands." }],
        },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  { files: ["src/api.ts"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "SvelteElement[name.object.name=/^(ContextMenu|DropdownMenu|Popover|Select|Tooltip)$/][name.property.name=/Content$/] > SvelteStartTag:not(:has(> SvelteAttribute[key.name='dir']))",
          message: "Without dir={locale.direction} bits-ui lays what pops up out from left to right.",
        },
      ],
    },
  },
);
