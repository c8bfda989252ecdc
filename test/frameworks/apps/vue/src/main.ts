import '@arc-elements/elements/define';
import '@arc-elements/elements/types/vue';
import { createApp } from 'vue';
import Usage from './Usage.vue';

createApp(Usage).mount('#root');
