// Written by `npm run manifest` from the elements.

import type { ArcAccountProfileElement } from '../account-profile/account-profile.ts';
import type { ArcConnectElement } from '../connect/connect.ts';
import type { ArcConnectionStatusElement } from '../connection-status/connection-status.ts';
import type { ArcDoctorElement } from '../doctor/doctor.ts';
import type { ArcFeatureAvailabilityElement } from '../feature-availability/feature-availability.ts';
import type { ArcFeatureGateElement } from '../feature-gate/feature-gate.ts';
import type {
  ArcConnectEndEvent,
  ArcConnectionChangeEvent,
  ArcConnectOpenEvent,
  ArcConnectSubmitEvent,
  ArcCursorChangeEvent,
  ArcErrorEvent,
  ArcFeatureChangeEvent,
  ArcGateChangeEvent,
  ArcMeterChangeEvent,
  ArcMeterSelectEvent,
  ArcProfileSaveEvent,
  ArcProfileTariffEvent,
  ArcRangeChangeEvent,
  ArcSessionStateEvent,
  ArcViewChangeEvent,
} from '../index.ts';
import type { ArcIntervalChartElement } from '../interval-chart/interval-chart.ts';
import type { ArcMeterListElement } from '../meter-list/meter-list.ts';
import type { ArcSessionElement } from '../session/session.ts';

/** Class, properties, attributes and events of each tag. */
export interface ArcTags {
  'arc-account-profile': {
    element: ArcAccountProfileElement;
    properties: 'fields' | 'country' | 'session' | 'sessionId' | 'headingLevel';
    attributes: {
      /** Country of the address, ISO 3166 alpha-2. */
      country: ArcAccountProfileElement['country'];
      /** Id of an `arc-session` elsewhere on the page. */
      session: ArcAccountProfileElement['sessionId'];
      /** Level of the headings inside, 1 to 6. If absent, that of the `arc-session`, else 2. */
      'heading-level': ArcAccountProfileElement['headingLevel'];
    };
    events: {
      /** The form was saved. */
      'arc-profile-save': ArcProfileSaveEvent;
      /** The person said which tariff is theirs. */
      'arc-profile-tariff': ArcProfileTariffEvent;
      /** The profile could not be read or saved. */
      'arc-error': ArcErrorEvent;
    };
  };
  'arc-connect': {
    element: ArcConnectElement;
    properties:
      | 'credentialId'
      | 'providerId'
      | 'zip'
      | 'connectScript'
      | 'compact'
      | 'session'
      | 'sessionId'
      | 'headingLevel';
    attributes: {
      /**
       * Id of the login to repair, a number of the older generation. Without it, a new one is
       * connected.
       */
      'credential-id': ArcConnectElement['credentialId'];
      /** Utility to start with, by the platform's provider id. */
      'provider-id': ArcConnectElement['providerId'];
      /**
       * Zip code to start with, five digits. Documented for the older script; the page may
       * ignore it.
       */
      zip: ArcConnectElement['zip'];
      /**
       * Address of the platform's older script, `…/dist/v5.js`, which then shows Connect in
       * place of the dialog. For organizations that have no Connect page yet. The policy of
       * the site needs its host in `script-src`, and with Trusted Types the policy name
       * `arc-connect`.
       */
      'connect-script': ArcConnectElement['connectScript'];
      /** Shows a small button without the line under it. */
      compact: ArcConnectElement['compact'];
      /** Id of an `arc-session` elsewhere on the page. */
      session: ArcConnectElement['sessionId'];
      /** Level of the headings inside, 1 to 6. If absent, that of the `arc-session`, else 2. */
      'heading-level': ArcConnectElement['headingLevel'];
    };
    events: {
      /** The dialog opened. */
      'arc-connect-open': ArcConnectOpenEvent;
      /** A login was submitted. */
      'arc-connect-submit': ArcConnectSubmitEvent;
      /** The dialog closed; once for each opening. */
      'arc-connect-end': ArcConnectEndEvent;
      /** Connect could not be opened. */
      'arc-error': ArcErrorEvent;
    };
  };
  'arc-connection-status': {
    element: ArcConnectionStatusElement;
    properties: 'connectionId' | 'session' | 'sessionId' | 'headingLevel';
    attributes: {
      /** Show only this connection, by its key such as `arc:12`; empty shows all. */
      'connection-id': ArcConnectionStatusElement['connectionId'];
      /** Id of an `arc-session` elsewhere on the page. */
      session: ArcConnectionStatusElement['sessionId'];
      /** Level of the headings inside, 1 to 6. If absent, that of the `arc-session`, else 2. */
      'heading-level': ArcConnectionStatusElement['headingLevel'];
    };
    events: {
      /** A shown state changed; not fired for the first one. */
      'arc-connection-change': ArcConnectionChangeEvent;
      /** Connections could not be read, or usage data could not be turned on. */
      'arc-error': ArcErrorEvent;
    };
  };
  'arc-doctor': {
    element: ArcDoctorElement;
    properties: 'session' | 'sessionId' | 'headingLevel';
    attributes: {
      /** Id of an `arc-session` elsewhere on the page. */
      session: ArcDoctorElement['sessionId'];
      /** Level of the headings inside, 1 to 6. If absent, that of the `arc-session`, else 2. */
      'heading-level': ArcDoctorElement['headingLevel'];
    };
    events: Record<never, never>;
  };
  'arc-feature-availability': {
    element: ArcFeatureAvailabilityElement;
    properties: 'features' | 'accountId' | 'compact' | 'session' | 'sessionId' | 'headingLevel';
    attributes: {
      /**
       * Features to show, separated by spaces: `utility_intervals charge_cost`. Empty shows
       * all six.
       */
      features: ArcFeatureAvailabilityElement['features'];
      /** Id of the only account to show. If absent, all are shown. */
      'account-id': ArcFeatureAvailabilityElement['accountId'];
      /** Leaves out services and tariff of an account. */
      compact: ArcFeatureAvailabilityElement['compact'];
      /** Id of an `arc-session` elsewhere on the page. */
      session: ArcFeatureAvailabilityElement['sessionId'];
      /** Level of the headings inside, 1 to 6. If absent, that of the `arc-session`, else 2. */
      'heading-level': ArcFeatureAvailabilityElement['headingLevel'];
    };
    events: {
      /** A shown availability changed; not fired for the first one. */
      'arc-feature-change': ArcFeatureChangeEvent;
      /** Accounts could not be read. */
      'arc-error': ArcErrorEvent;
    };
  };
  'arc-feature-gate': {
    element: ArcFeatureGateElement;
    properties: 'feature' | 'accountId' | 'session' | 'sessionId' | 'headingLevel';
    attributes: {
      /** Name of the feature. With an unknown name the gate fails, and reports it. */
      feature: ArcFeatureGateElement['feature'];
      /** Id of the account that must have the feature. If absent, any account may have it. */
      'account-id': ArcFeatureGateElement['accountId'];
      /** Id of an `arc-session` elsewhere on the page. */
      session: ArcFeatureGateElement['sessionId'];
      /** Level of the headings inside, 1 to 6. If absent, that of the `arc-session`, else 2. */
      'heading-level': ArcFeatureGateElement['headingLevel'];
    };
    events: {
      /** Another state shows; not fired for the first one. */
      'arc-gate-change': ArcGateChangeEvent;
      /** Accounts could not be read, or the feature does not exist. */
      'arc-error': ArcErrorEvent;
    };
  };
  'arc-interval-chart': {
    element: ArcIntervalChartElement;
    properties:
      | 'meterId'
      | 'heading'
      | 'series'
      | 'src'
      | 'timeZone'
      | 'acceptFile'
      | 'range'
      | 'view'
      | 'resolution'
      | 'compare'
      | 'channels'
      | 'tariff'
      | 'group'
      | 'link'
      | 'table'
      | 'session'
      | 'sessionId'
      | 'headingLevel';
    attributes: {
      /** Meter of the session to show; empty shows its first active one. */
      'meter-id': ArcIntervalChartElement['meterId'];
      /** Heading; empty shows none, and absent shows the default one. */
      heading: ArcIntervalChartElement['heading'];
      /**
       * Address of a file of meter data (Green Button, CSV, NEM12 and others) to show instead
       * of a session's meter.
       */
      src: ArcIntervalChartElement['src'];
      /**
       * IANA zone for files that name none; without it the person is asked, or UTC is used and
       * named.
       */
      'time-zone': ArcIntervalChartElement['timeZone'];
      /** Lets the person drop or choose a file. It is read in the browser and sent nowhere. */
      'accept-file': ArcIntervalChartElement['acceptFile'];
      /**
       * The visible range: a preset, or (property) `{ startMs, endMs }` in epoch ms. Follows
       * what the person does.
       */
      range: ArcIntervalChartElement['range'];
      /**
       * The view: `usage`, `heatmap`, `average-day`, `duration`, `months`, or with `.tariff`
       * also `time-of-use`.
       */
      view: ArcIntervalChartElement['view'];
      /**
       * Width of a bar: `slot`, `hour`, `day`, `week`, `month`, or `auto` to follow the width
       * of the picture.
       */
      resolution: ArcIntervalChartElement['resolution'];
      /**
       * Compare days with those before by `calendar-date`, `weekday` or `day-index`, where a
       * bar is a day; or `none`.
       */
      compare: ArcIntervalChartElement['compare'];
      /**
       * How two directions are drawn: `mirrored` about one zero line with the net, or
       * `separate`, one above the other.
       */
      channels: ArcIntervalChartElement['channels'];
      /**
       * Name of a group: when the person changes the range of one chart, the others of the
       * group follow.
       */
      group: ArcIntervalChartElement['group'];
      /**
       * Name under which view and range are kept in the page's address (`#name=usage/month…`),
       * which wins over the properties.
       */
      link: ArcIntervalChartElement['link'];
      /** Shows the table instead of the picture. */
      table: ArcIntervalChartElement['table'];
      /** Id of an `arc-session` elsewhere on the page. */
      session: ArcIntervalChartElement['sessionId'];
      /** Level of the headings inside, 1 to 6. If absent, that of the `arc-session`, else 2. */
      'heading-level': ArcIntervalChartElement['headingLevel'];
    };
    events: {
      /** The person moved, zoomed or chose another range. */
      'arc-range-change': ArcRangeChangeEvent;
      /** The pointer or the keyboard moved to another interval, or left. */
      'arc-cursor-change': ArcCursorChangeEvent;
      /** The person chose another view. */
      'arc-view-change': ArcViewChangeEvent;
      /** The data could not be loaded, or `.series` is not a series. */
      'arc-error': ArcErrorEvent;
    };
  };
  'arc-meter-list': {
    element: ArcMeterListElement;
    properties: 'meterId' | 'previews' | 'noSelect' | 'session' | 'sessionId' | 'headingLevel';
    attributes: {
      /**
       * Id of the meter that is marked as shown. The element sets it when the person selects
       * one.
       */
      'meter-id': ArcMeterListElement['meterId'];
      /**
       * Number of meters with a preview, from the top. Each loads a year of readings. 0 turns
       * previews off. Only readings tell the time zone of a meter: if none are loaded for its
       * address, the list shows how long ago the newest one is instead of a day.
       */
      previews: ArcMeterListElement['previews'];
      /** Leaves out the buttons that select a meter, for pages without a chart. */
      'no-select': ArcMeterListElement['noSelect'];
      /** Id of an `arc-session` elsewhere on the page. */
      session: ArcMeterListElement['sessionId'];
      /** Level of the headings inside, 1 to 6. If absent, that of the `arc-session`, else 2. */
      'heading-level': ArcMeterListElement['headingLevel'];
    };
    events: {
      /** The person asked to see a meter's usage. */
      'arc-meter-select': ArcMeterSelectEvent;
      /** The state of a meter's usage data changed. The first known state is no change. */
      'arc-meter-change': ArcMeterChangeEvent;
      /** Meters could not be read, or usage data could not be turned on. */
      'arc-error': ArcErrorEvent;
    };
  };
  'arc-session': {
    element: ArcSessionElement;
    properties: 'broker' | 'sessionUrl' | 'theme' | 'locale' | 'headingLevel' | 'fetchSession' | 'session';
    attributes: {
      /** Address of the broker, absolute or relative to the page. */
      broker: ArcSessionElement['broker'];
      /** The partner's route that answers a POST with a session token for the signed-in person. */
      'session-url': ArcSessionElement['sessionUrl'];
      /**
       * `light`, `dark`, or `system` to follow the operating system; absent follows the page's
       * `color-scheme`.
       */
      theme: ArcSessionElement['theme'];
      /** Language tag for everything inside; absent follows the page's `lang`. */
      locale: ArcSessionElement['locale'];
      /** Level of the headings of its elements, 1 to 6. Default 2. */
      'heading-level': ArcSessionElement['headingLevel'];
    };
    events: {
      /** The first token arrived, or a new one after it expired. */
      'arc-session-ready': ArcSessionStateEvent;
      /** The token expired and could not be renewed. */
      'arc-session-expired': ArcSessionStateEvent;
      /**
       * The data of the person was removed: after `signOut()`, or because nobody is signed in,
       * or somebody else; then `arc-session-ready` follows.
       */
      'arc-session-signed-out': ArcSessionStateEvent;
      /** The session could not be started, or is not set up completely. */
      'arc-error': ArcErrorEvent;
    };
  };
}
