/** Addresses for the pages. */
export interface PageOptions {
  readonly brokerUrl: string;
  readonly meterId: string;
}

const page = (head: string, body: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Your home</title>
    <link rel="icon" href="data:,">
    ${head}
  </head>
  <body>
    <h1>Your energy</h1>
    ${body}
  </body>
</html>
`;

/** Returns the page of our README: a script tag, a session and a chart. */
export const arcPage = ({ brokerUrl, meterId }: PageOptions): string =>
  page(
    '<script type="module" src="/cdn/arc-elements.js"></script>',
    `<arc-session broker="${brokerUrl}" session-url="/arc/session">
      <arc-interval-chart meter-id="${meterId}"></arc-interval-chart>
    </arc-session>`,
  );

/** Returns a page written by hand with uPlot: the same session and answer, drawn as three lines. */
export const uplotPage = ({ brokerUrl, meterId }: PageOptions): string =>
  page(
    '<link rel="stylesheet" href="/uplot/uPlot.min.css"><script src="/uplot/uPlot.iife.min.js"></script>',
    `<div id="chart"></div>
    <script type="module">
      const { token } = await (await fetch('/arc/session', { method: 'POST' })).json();
      const answer = await (
        await fetch('${brokerUrl}/plug/normalizedIntervals/meters/${meterId}', {
          headers: { authorization: \`Bearer \${token}\` },
        })
      ).json();
      const startS = Date.parse(answer.startAt) / 1000;
      const { importKwh, exportKwh, netKwh } = answer.readings[0];
      const line = (label, stroke) => ({ label, stroke, width: 1 / devicePixelRatio, points: { show: false } });
      new uPlot(
        {
          width: 900,
          height: 300,
          series: [{}, line('Import', '#2f6fde'), line('Export', '#b86e00'), line('Net', '#161b22')],
          tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), answer.localTimezone),
        },
        [
          importKwh.map((_, i) => startS + i * 900),
          importKwh,
          exportKwh.map((kwh) => (kwh === null ? null : -kwh)),
          netKwh,
        ],
        document.getElementById('chart'),
      );
    </script>`,
  );
