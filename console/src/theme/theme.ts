import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const all = (token: string) => Array.from({ length: 10 }, () => `var(${token})`) as unknown as MantineColorsTuple;

/** Mantine's own colours are those of tokens.css, so that there is one place that says them. */
export const theme = createTheme({
  primaryColor: 'ink',
  colors: { ink: all('--ink') },
  fontFamily: 'var(--f-ui)',
  fontSizes: { xs: 'var(--t11)', sm: 'var(--t12)', md: 'var(--t13)', lg: 'var(--t14)', xl: 'var(--t16)' },
  defaultRadius: 'sm',
  radius: { xs: 'var(--r1)', sm: 'var(--r2)', md: 'var(--r3)', lg: 'var(--r4)' },
  respectReducedMotion: true,
  cursorType: 'pointer',
});

const ours = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-border': 'var(--line)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours });
