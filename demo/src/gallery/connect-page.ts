// Plays the platform's Connect page for the gallery: says what that one says, as its address asks.
// `?end=LOGIN_SUCCESS` ends at once with that status, `?silent` says nothing at all.
const asked = new URLSearchParams(location.search);
const say = (type: string, payload?: Readonly<Record<string, string>>): void =>
  parent.postMessage({ type, ...(payload === undefined ? {} : { payload }) }, asked.get('origin') ?? location.origin);

function end(status: string): void {
  say('onCredentialsSubmitted', { utilityCredentialId: 'crd_9' });
  say('onEnd', { status });
}

document.querySelector('form')?.addEventListener('submit', (event) => {
  event.preventDefault();
  end('LOGIN_SUCCESS');
});
// A page that never came is blank.
if (asked.has('silent')) document.body.replaceChildren();
else say('onStart');
const status = asked.get('end');
if (status !== null) end(status);
