package org.outcry.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;

/** Looks at a certificate and its key before anything listens, so that a mistake is said in words and not at the first handshake. */
final class TlsFiles {
    private static final String PKCS8 = "PRIVATE KEY";

    private TlsFiles() {}

    /**
     * Checks that both files can be read and belong together. Keys in the older forms {@code RSA PRIVATE KEY} and {@code EC PRIVATE
     * KEY} are left to the server to read.
     *
     * @throws IllegalStateException naming the file and what is wrong with it; never with a part of the key
     */
    static void check(GatewaySettings.Tls tls) {
        Certificate certificate = certificate(tls.certificate());
        String key = read("key", tls.key());
        if (key.contains("-----BEGIN ENCRYPTED ")) {
            throw wrong("key", tls.key(), "is encrypted; give one without a password");
        }
        if (!key.contains(PKCS8 + "-----")) {
            throw wrong("key", tls.key(), "holds no PEM private key");
        }
        if (key.contains("-----BEGIN " + PKCS8 + "-----")
                && !belong(privateKey(tls.key(), key, certificate), certificate)) {
            throw wrong("key", tls.key(), "does not belong to the certificate " + tls.certificate());
        }
    }

    private static Certificate certificate(Path file) {
        String pem = read("certificate", file);
        Collection<? extends Certificate> chain;
        try {
            chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CertificateException e) {
            throw new IllegalStateException(text("certificate", file, "holds no PEM certificate"), e);
        }
        if (chain.isEmpty() || !pem.contains("-----BEGIN CERTIFICATE-----")) {
            throw wrong("certificate", file, "holds no PEM certificate");
        }
        return chain.iterator().next();
    }

    private static PrivateKey privateKey(Path file, String pem, Certificate certificate) {
        String begin = "-----BEGIN " + PKCS8 + "-----";
        int from = pem.indexOf(begin) + begin.length();
        int to = pem.indexOf("-----END " + PKCS8 + "-----", from);
        if (to < 0) {
            throw wrong("key", file, "is cut short");
        }
        byte[] encoded;
        try {
            encoded = Base64.getMimeDecoder().decode(pem.substring(from, to));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(text("key", file, "holds no PEM private key"), e);
        }
        try {
            return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            // The cause may quote the key.
            throw wrong(
                    "key",
                    file,
                    "is damaged or not of the certificate's kind ("
                            + certificate.getPublicKey().getAlgorithm() + ")");
        }
    }

    private static boolean belong(PrivateKey key, Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] anything = algorithm.getBytes(StandardCharsets.US_ASCII);
        try {
            Signature sign = Signature.getInstance(algorithm);
            sign.initSign(key);
            sign.update(anything);
            byte[] signature = sign.sign();
            sign.initVerify(certificate.getPublicKey());
            sign.update(anything);
            return sign.verify(signature);
        } catch (GeneralSecurityException e) {
            // Keys of another size make signatures the certificate cannot even read.
            return false;
        }
    }

    private static String read(String what, Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(
                    text(what, file, Files.exists(file) ? "cannot be read" : "does not exist"), e);
        }
    }

    private static IllegalStateException wrong(String what, Path file, String fault) {
        return new IllegalStateException(text(what, file, fault));
    }

    private static String text(String what, Path file, String fault) {
        return "The TLS " + what + " " + file + " " + fault;
    }
}
