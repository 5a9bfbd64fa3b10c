package io.github.sddtool.bridge.merge;

import io.github.sddtool.bridge.lens.Part;
import io.github.sddtool.bridge.lens.Parts;
import io.github.sddtool.bridge.merge.Settlement.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The parts of base, git and store, brought together.
final class Weave {
  private final Ruling ruling;
  private final Past past;
  private final Parts base;
  private final Parts git;
  private final Parts store;

  /// By number: first the base's parts, then what is new.
  private final List<Slot> slots = new ArrayList<>();

  private final List<Settled> settled = new ArrayList<>();

  /// What stands where.
  ///
  /// @param seenInGit as in [Merged]
  record Woven(
      Parts git,
      Parts store,
      Parts seenInGit,
      Parts seenInStore,
      List<Clash> clashes,
      List<Clash> overruled) {}

  Weave(Ruling ruling, Past past, Parts base, Parts git, Parts store) {
    this.ruling = ruling;
    this.past = past;
    this.base = base;
    this.git = git;
    this.store = store;
  }

  Woven woven() {
    int[] ofGit = Alignment.of(base.list(), git.list());
    int[] ofStore = Alignment.of(base.list(), store.list());
    base.list()
        .forEach(
            part -> slots.add(new Slot(Optional.of(part), Optional.empty(), Optional.empty())));
    List<Integer> inGit = place(git.list(), ofGit, Weave::withGit);
    joinNew(inGit, ofStore);
    List<Integer> inStore = place(store.list(), ofStore, Weave::withStore);
    for (Slot slot : slots) {
      settled.add(new Settlement(ruling, slot, isEcho(slot)).settle());
    }
    List<Integer> inBase = new ArrayList<>();
    for (int i = 0; i < base.list().size(); i++) {
      inBase.add(i);
    }
    return woven(Sequence.of(inBase, inGit, inStore));
  }

  private static Slot withGit(Slot slot, Part part) {
    return new Slot(slot.base(), Optional.of(part), slot.store());
  }

  private static Slot withStore(Slot slot, Part part) {
    return new Slot(slot.base(), slot.git(), Optional.of(part));
  }

  private interface Adding {
    Slot to(Slot slot, Part part);
  }

  /// Puts a side's parts into their slots; gives the slots in the side's order.
  private List<Integer> place(List<Part> parts, int[] slotOf, Adding adding) {
    var order = new ArrayList<Integer>();
    for (int j = 0; j < parts.size(); j++) {
      int slot = slotOf[j];
      if (slot == Alignment.NEW) {
        slot = slots.size();
        slots.add(new Slot(Optional.empty(), Optional.empty(), Optional.empty()));
      }
      slots.set(slot, adding.to(slots.get(slot), parts.get(j)));
      order.add(slot);
    }
    return order;
  }

  /// What is new on both sides under one name, or with one text, is one.
  private void joinNew(List<Integer> inGit, int[] ofStore) {
    List<Integer> newInGit = inGit.stream().filter(slot -> slot >= base.list().size()).toList();
    var newInStore = new ArrayList<Integer>();
    for (int j = 0; j < ofStore.length; j++) {
      if (ofStore[j] == Alignment.NEW) {
        newInStore.add(j);
      }
    }
    int[] same =
        Alignment.ofNew(
            newInGit.stream().map(slot -> slots.get(slot).git().orElseThrow()).toList(),
            newInStore.stream().map(store.list()::get).toList());
    for (int k = 0; k < same.length; k++) {
      if (same[k] != Alignment.NEW) {
        ofStore[newInStore.get(k)] = newInGit.get(same[k]);
      }
    }
  }

  private boolean isEcho(Slot slot) {
    return slot.git().map(past::said).orElseGet(() -> slot.any().map(past::lacked).orElse(false));
  }

  private Woven woven(Sequence order) {
    var clashes = new ArrayList<Clash>();
    var overruled = new ArrayList<Clash>();
    for (int i = 0; i < slots.size(); i++) {
      switch (settled.get(i).state()) {
        case AGREED -> {}
        case OVERRULED -> overruled.add(slots.get(i).clash());
        case CLASH -> clashes.add(slots.get(i).clash());
      }
    }
    if (order.clashes()) {
      clashes.add(new Clash("order", named(base), named(git), named(store)));
    }
    boolean openEnd = git.openEnd() == base.openEnd() ? store.openEnd() : git.openEnd();
    return new Woven(
        parts(order.git(), openEnd, i -> settled.get(i).git()),
        parts(order.store(), openEnd, i -> settled.get(i).store()),
        parts(order.git(), git.openEnd(), i -> seen(i, slots.get(i).git())),
        parts(order.store(), store.openEnd(), i -> seen(i, slots.get(i).store())),
        clashes,
        overruled);
  }

  private Optional<Part> seen(int slot, Optional<Part> side) {
    return settled.get(slot).isClash() ? slots.get(slot).base() : side;
  }

  private static Optional<String> named(Parts parts) {
    return Optional.of(String.join("\n", parts.list().stream().map(Part::label).toList()));
  }

  private static Parts parts(
      List<Integer> order, boolean openEnd, Function<Integer, Optional<Part>> part) {
    return new Parts(order.stream().flatMap(slot -> part.apply(slot).stream()).toList(), openEnd);
  }
}
