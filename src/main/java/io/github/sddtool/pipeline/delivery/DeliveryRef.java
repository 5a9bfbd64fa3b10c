package io.github.sddtool.pipeline.delivery;

import io.github.sddtool.forge.Delivery;

/// Names a delivery: the forge's id in the settings and the forge's own id for the delivery.
public record DeliveryRef(String forge, String id) {
  public static DeliveryRef of(Delivery delivery) {
    return new DeliveryRef(delivery.forge(), delivery.id());
  }

  @Override
  public String toString() {
    return forge + ":" + id;
  }
}
