import DefaultTheme from 'vitepress/theme';
import type { Theme } from 'vitepress';
import Answers from './Answers.vue';
import Playground from './Playground.vue';
import Policies from './Policies.vue';
import './style.css';

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => {
    app.component('Answers', Answers);
    app.component('Playground', Playground);
    app.component('Policies', Policies);
  },
};

export default theme;
