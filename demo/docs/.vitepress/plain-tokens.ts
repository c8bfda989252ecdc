import { createCssVariablesTheme, type ShikiTransformer } from 'shiki';

/** A theme whose colours are variables: `tokens.css` gives them their values, light and dark. */
export const theme = createCssVariablesTheme({ name: 'plain-tokens', variablePrefix: '--code-' });

/** Gives tokens a class in place of a style attribute, which the policy of the site forbids. */
export const transformer: ShikiTransformer = {
  name: 'classes-for-styles',
  pre({ properties }) {
    delete properties.style;
  },
  span({ properties }) {
    const token = /--code-token-([\w-]+)/.exec(String(properties.style ?? ''))?.[1];
    delete properties.style;
    if (token !== undefined) properties.class = `token-${token}`;
  },
};
