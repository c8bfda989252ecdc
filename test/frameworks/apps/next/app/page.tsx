import { Usage } from './usage';

/** A server component: what it sends has the tags with their attributes, before any script runs. */
export default function Page() {
  return <Usage />;
}
