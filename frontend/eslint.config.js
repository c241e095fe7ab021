import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'

// The layers of src, lowest first. A file may import from its own layer and from those before it.
const layers = [
  ['text'],
  ['bridge'],
  ['stores'],
  ['theme', 'ui'],
  ['canvas', 'forms', 'viewer', 'charts'],
  ['ask'],
  ['jobs', 'palette'],
  ['screens'],
  ['frame'],
]

const onlyBridge = { group: ['**/wailsjs/**'], message: 'Only src/bridge talks to the program.' }

const layerRules = layers.flatMap((folders, level) =>
  folders.map((folder) => {
    const above = layers.slice(level + 1).flat()
    const group = above.flatMap((f) => [`@/${f}`, `@/${f}/**`])
    const patterns = [
      ...(folder === 'bridge' ? [] : [onlyBridge]),
      ...(group.length > 0 ? [{ group, message: `src/${folder} stands below that layer.` }] : []),
    ]
    return {
      files: [`src/${folder}/**/*.{ts,tsx}`],
      ignores: ['**/*.test.{ts,tsx}'],
      rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
    }
  }),
)

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'public', 'src/bridge/wailsjs'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked, jsxA11y.flatConfigs.strict],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { globals: globals.browser, parserOptions: { projectService: true } },
    rules: {
      ...reactHooks.configs.recommended.rules,
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [onlyBridge] }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  ...layerRules,
)
