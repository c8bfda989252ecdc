import type { DefaultTheme } from 'vitepress';

/** Every page of the docs, in reading order for a newcomer. */
export const sidebar: DefaultTheme.SidebarItem[] = [
  {
    text: 'Get started',
    items: [
      { text: 'Choose your way', link: '/start/' },
      { text: 'Script tag', link: '/start/script-tag' },
      { text: 'npm', link: '/start/npm' },
      { text: 'React', link: '/start/react' },
      { text: 'Vue', link: '/start/vue' },
      { text: 'Svelte', link: '/start/svelte' },
      { text: 'Angular', link: '/start/angular' },
      { text: 'Next', link: '/start/next' },
      { text: 'Other frameworks', link: '/start/other-frameworks' },
      { text: 'Session route', link: '/start/session-route' },
      { text: 'Host the files', link: '/start/hosting-the-files' },
    ],
  },
  {
    text: 'Elements',
    items: [
      { text: 'Overview', link: '/elements/' },
      { text: 'arc-session', link: '/elements/arc-session' },
      { text: 'arc-connect', link: '/elements/arc-connect' },
      { text: 'arc-connection-status', link: '/elements/arc-connection-status' },
      { text: 'arc-feature-availability', link: '/elements/arc-feature-availability' },
      { text: 'arc-feature-gate', link: '/elements/arc-feature-gate' },
      { text: 'arc-meter-list', link: '/elements/arc-meter-list' },
      { text: 'arc-interval-chart', link: '/elements/arc-interval-chart' },
      { text: 'Files a chart can open', link: '/elements/files' },
      { text: 'arc-account-profile', link: '/elements/arc-account-profile' },
      { text: 'arc-doctor', link: '/elements/arc-doctor' },
    ],
  },
  {
    text: 'Make it yours',
    items: [
      { text: 'Theming', link: '/look/theming' },
      { text: 'Theme playground', link: '/look/playground' },
      { text: 'Languages', link: '/look/languages' },
      { text: 'Server rendering', link: '/look/server-rendering' },
      { text: 'Without our elements', link: '/client/' },
      { text: 'Energy arithmetic', link: '/client/intervals' },
    ],
  },
  {
    text: 'Security',
    items: [
      { text: 'The model', link: '/security/' },
      { text: 'Content security policy', link: '/security/policy' },
      { text: 'Webhooks', link: '/operate/webhooks' },
    ],
  },
  {
    text: 'Operate the broker',
    items: [
      { text: 'Deploy', link: '/operate/deploy' },
      { text: 'nginx on one machine', link: '/operate/nginx' },
      { text: 'Containers', link: '/operate/containers' },
      { text: 'Workers', link: '/operate/workers' },
      { text: 'Platforms', link: '/operate/platforms' },
      { text: 'In a server of yours', link: '/operate/mount' },
      { text: 'Runbook', link: '/operate/runbook' },
      { text: 'Reference', link: '/operate/reference' },
    ],
  },
  {
    text: 'Help',
    items: [
      { text: 'Troubleshooting', link: '/help/troubleshooting' },
      { text: 'The sandbox', link: '/help/sandbox' },
      { text: 'Integration tests', link: '/help/integration-tests' },
      { text: 'Compared with others', link: '/compare' },
    ],
  },
  {
    text: 'Releases',
    items: [
      { text: 'Versions', link: '/releases/versions' },
      { text: 'Migration', link: '/releases/migration' },
      { text: 'Changelog', link: '/releases/changelog' },
    ],
  },
];
