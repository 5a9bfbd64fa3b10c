package io.github.sddtool.forge;

import io.github.sddtool.source.Bytes;
import java.time.Instant;

/// A webhook that was proven to come from its forge. Kept whole before it is acknowledged.
///
/// @param forge the forge's id in the settings
/// @param id the forge's own id for this delivery; a redelivery keeps it
/// @param event the forge's name for the kind of event, for example `pull_request`
/// @param body the raw bytes
public record Delivery(String forge, String id, String event, Instant receivedAt, Bytes body) {}
