/** A partner's server with React: renders components, with the shadow roots of their elements. */
import '@lit-labs/ssr-react/enable-lit-ssr.js';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';

// Imported after the module above has changed React.
const { ArcMeterList, ArcSession } = await import('@arc-elements/react');

const list = createElement(ArcMeterList, { meterId: 'm-1', className: 'meters' });
process.stdout.write(renderToString(createElement(ArcSession, { broker: '/broker' }, list)));
