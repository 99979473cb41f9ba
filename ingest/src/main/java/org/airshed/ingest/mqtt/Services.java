package org.airshed.ingest.mqtt;

import java.time.InstantSource;
import org.airshed.ingest.auth.Doorkeeper;
import org.airshed.ingest.registry.NoticeBoard;

/** What every connection of one server shares. */
record Services(MqttSettings settings, Doorkeeper doorkeeper, Intake intake, NoticeBoard notices, MqttCounters counters,
        Sessions sessions, AckLoops ackLoops, PeerLog peerLog, InstantSource clock) {}
