package io.github.sddtool.pipeline.publish;

import io.github.sddtool.source.Bytes;
import io.github.sddtool.store.Database;
import io.github.sddtool.store.PlainSql;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.jdbi.v3.core.Handle;

/// Keys that are made once, and are the same for all who share the database.
final class SharedKeys {
  private static final String ALGORITHM = "Ed25519";
  private static final String PRIVATE = "sign";
  private static final String PUBLIC = "sign-public";

  private SharedKeys() {}

  // @spec app/verdicts#REQ-VER-003
  /// The one that signs reports.
  static KeyPair signing(Database database) {
    try {
      KeyPair fresh = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      // Both halves in one unit: they are never of two pairs.
      Halves halves =
          database.write(handle ->
              new Halves(
                  kept(handle, PRIVATE, fresh.getPrivate().getEncoded()),
                  kept(handle, PUBLIC, fresh.getPublic().getEncoded())));
      var keys = KeyFactory.getInstance(ALGORITHM);
      return new KeyPair(
          keys.generatePublic(new X509EncodedKeySpec(halves.open().toArray())),
          keys.generatePrivate(new PKCS8EncodedKeySpec(halves.secret().toArray())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has Ed25519", e);
    }
  }

  private record Halves(Bytes secret, Bytes open) {}

  /// What stands under a name; this, where nothing stood there.
  static Bytes kept(Handle handle, String name, byte[] fresh) {
    PlainSql.update(
        handle,
        "INSERT INTO shared_key (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
        name,
        fresh);
    return Bytes.of(
        handle
            .createQuery("SELECT value FROM shared_key WHERE name = :name")
            .bind("name", name)
            .map((row, _) -> row.getBytes("value"))
            .one());
  }
}
