import { createTheme, type ButtonProps, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'
import { common } from '@/text/common'

const green: MantineColorsTuple = [
  '#e3f3ec', '#c7e7d9', '#9fd7bf', '#6cc3a0', '#3cc593', '#189a6e', '#0b7a55', '#096546', '#075039', '#053a2a',
]

// Mantine's grey is bluish; ours is as warm as the ground. Dark goes from light to dark too.
const gray: MantineColorsTuple = [
  '#f7f7f5', '#efeeea', '#e6e5e1', '#d4d3cd', '#bdbcb5', '#9b9c93', '#73756d', '#5d5f58', '#3a3b37', '#1c1d1a',
]
const dark: MantineColorsTuple = [
  '#ecece7', '#c9cbc2', '#a9aca2', '#787b72', '#3d403a', '#2d2f2b', '#262824', '#1d1f1c', '#181a17', '#151614',
]

const small = { defaultProps: { size: 'sm' } }

export const theme = createTheme({
  primaryColor: 'green',
  primaryShade: { light: 6, dark: 4 },
  colors: { green, gray, dark },
  autoContrast: true,
  fontFamily: "'Inter Variable', Inter, system-ui, sans-serif",
  headings: { fontFamily: "'Inter Variable', Inter, system-ui, sans-serif", fontWeight: '620' },
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '18px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '16px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: {
      defaultProps: { size: 'xs', variant: 'default' },
      // The accent is light in the dark scheme and dark in the light one; its text follows.
      vars: (_theme: unknown, { variant, color }: ButtonProps) => ({
        root: variant === 'filled' && color === undefined ? { '--button-color': 'var(--accent-ink)' } : {},
      }),
      styles: { root: { fontSize: 14, fontWeight: 520, height: 32, paddingInline: 12 } } },
    ActionIcon: {
      defaultProps: { variant: 'subtle', color: 'gray', size: 28 },
    },
    TextInput: small,
    Textarea: small,
    NumberInput: small,
    Select: { defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right' } },
    MultiSelect: small,
    Switch: small,
    Checkbox: { defaultProps: { size: 'sm', radius: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'sm' } },
    Modal: {
      defaultProps: { centered: true, radius: 'lg', padding: 'lg', closeButtonProps: { 'aria-label': common.close }, overlayProps: { backgroundOpacity: 0.35, blur: 1 }, transitionProps: { duration: 140 } },
      styles: { title: { fontWeight: 620, fontSize: 16 } },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': common.close } } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, offset: 6 }, styles: { tooltip: { fontSize: 12.5, paddingBlock: 4 } } },
    Menu: { defaultProps: { shadow: 'md', radius: 'md', position: 'bottom-end', transitionProps: { duration: 100 } } },
    InputWrapper: { styles: { label: { fontSize: 13, fontWeight: 540, marginBottom: 4 }, description: { fontSize: 12.5, color: 'var(--ink3)' }, error: { fontSize: 12.5 } } },
  },
})

// Mantine's own variables follow the tokens of tokens.css, so that both speak the same colours.
const shared = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink3)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line2)',
  '--mantine-color-placeholder': 'var(--ink3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--accent-ink)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-color-green-filled': 'var(--accent)',
  '--mantine-color-green-filled-hover': 'var(--accent-hover)',
  '--mantine-color-green-light': 'var(--accent-soft)',
  '--mantine-color-green-light-color': 'var(--accent)',
  '--mantine-shadow-md': 'var(--shadow-high)',
  '--mantine-shadow-xl': 'var(--shadow-high)',
}

export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--mantine-line-height': '1.45' },
  light: shared,
  dark: shared,
})
