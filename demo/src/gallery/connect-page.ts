// Emulates the platform's Connect page for the gallery by the same messages.
// `?end=LOGIN_SUCCESS` ends at once with that status; `?silent` sends no message.
const parameters = new URLSearchParams(location.search);
const send = (type: string, payload?: Readonly<Record<string, string>>): void =>
  parent.postMessage(
    { type, ...(payload === undefined ? {} : { payload }) },
    parameters.get('origin') ?? location.origin,
  );

function end(status: string): void {
  send('onCredentialsSubmitted', { utilityCredentialId: 'crd_9' });
  send('onEnd', { status });
}

document.querySelector('form')?.addEventListener('submit', (event) => {
  event.preventDefault();
  end('LOGIN_SUCCESS');
});
// A page that did not load is blank.
if (parameters.has('silent')) document.body.replaceChildren();
else send('onStart');
const status = parameters.get('end');
if (status !== null) end(status);
