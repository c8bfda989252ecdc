import '@arc-elements/elements/define';
import '@arc-elements/elements/types/svelte';
import { mount } from 'svelte';
import Usage from './Usage.svelte';

const target = document.getElementById('root');
const broker = new URLSearchParams(location.search).get('broker') ?? '';
if (target !== null) mount(Usage, { target, props: { broker } });
