import '@arc-elements/elements/define';
import '@arc-elements/elements/types/svelte';
import { mount } from 'svelte';
import Usage from './Usage.svelte';

const target = document.getElementById('root');
if (target !== null) mount(Usage, { target });
