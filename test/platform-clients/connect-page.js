// A page as the README of the platform's React package has it: one button that opens Connect.
import { useConnect } from '@arcadia-eng/connect-react';
import { createElement } from 'react';
import { render } from 'react-dom';

const outcome = (name) => (value) => document.body.setAttribute(`data-${name}`, JSON.stringify(value ?? true));

function Connect() {
  const [{ loading, error }, open] = useConnect();
  const config = {
    connectToken: new URLSearchParams(location.search).get('token'),
    env: 'sandbox',
    newCredentialData: { zipCode: '97205' },
    callbacks: {
      onOpen: outcome('opened'),
      onCredentialsSubmitted: outcome('submitted'),
      onError: outcome('failed'),
      onClose: outcome('closed'),
    },
  };
  if (error) return createElement('p', { id: 'error' }, error.message);
  return createElement(
    'button',
    { type: 'button', disabled: loading, onClick: () => open(config) },
    'Connect credentials',
  );
}

render(createElement(Connect), document.getElementById('app'));
