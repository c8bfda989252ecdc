'use client';

import { ArcConnectionStatus, ArcIntervalChart, ArcMeterList, ArcSession } from '@arc-elements/react';
import { useState } from 'react';

export function Usage() {
  const [user, setUser] = useState('');
  const [meterId, setMeterId] = useState<string | null>(null);
  return (
    <ArcSession broker="/api/arc" sessionUrl="/arc/session" onArcSessionReady={() => setUser('ready')}>
      <output id="user">{user}</output>
      <output id="meter">{meterId}</output>
      <button type="button" id="clear" onClick={() => setMeterId(null)}>
        Any meter
      </button>
      <ArcConnectionStatus />
      <ArcMeterList previews={0} onArcMeterSelect={(event) => setMeterId(event.detail.meterId)} />
      <ArcIntervalChart meterId={meterId} view="usage" range="month" className="chart" />
    </ArcSession>
  );
}
