// What the compiler does not say: the recommended rules of ESLint and typescript-eslint, and the border rules of a
// package that runs under strict CSP and Trusted Types.
import js from "@eslint/js";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["dist", "wasm", "docs", "examples", "node_modules"] },
  js.configs.recommended,
  ...ts.configs.recommended,
  {
    files: ["**/*.mjs"],
    languageOptions: {
      globals: { process: "readonly", console: "readonly", Buffer: "readonly", URL: "readonly" },
    },
  },
  {
    files: ["src/**/*.ts"],
    rules: {
      "no-undef": "off",
      "no-console": ["error", { allow: ["error"] }],
      "no-eval": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]",
          message: "user text never becomes HTML",
        },
        {
          selector: "CallExpression[callee.property.name='insertAdjacentHTML']",
          message: "user text never becomes HTML",
        },
      ],
    },
  },
);
