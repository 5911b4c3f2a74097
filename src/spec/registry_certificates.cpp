// SPDX-License-Identifier: Apache-2.0
#include "spec/registry_certificates.h"

#include "spec/file_beside.h"

#include <memory>

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace inland::spec {

namespace {

/// User data is 16 KiB at most, with the cluster's own part in it.
constexpr std::size_t maximum_certificates = std::size_t{10} * 1024;

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

std::string text_of(BIO* bio) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio, &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

/// All certificates of a text, written again, without what else stands there.
std::string certificates_in(const std::string& text) {
    const Bio input(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free);
    const Bio output(BIO_new(BIO_s_mem()), BIO_free);
    while (const auto certificate =
               Certificate(PEM_read_bio_X509(input.get(), nullptr, nullptr, nullptr), X509_free))
        PEM_write_bio_X509(output.get(), certificate.get());
    return text_of(output.get());
}

void refuse(const PlacedText& name, Diagnostics& diagnostics, std::string detail,
            std::string remedy) {
    diagnostics.add({.severity = Severity::Error,
                     .rule = "registry-ca",
                     .summary = "not the certificates of a registry",
                     .detail = std::move(detail),
                     .remedy = std::move(remedy),
                     .place = name.place});
}

}  // namespace

void read_registry_certificates(const std::string& spec_path, Cluster& cluster,
                                Diagnostics& diagnostics) {
    auto* registry = std::get_if<UrlRegistry>(&cluster.registry);
    if (registry == nullptr || !registry->ca)
        return;
    const auto& name = *registry->ca;
    const auto file = read_file_beside(spec_path, name.value, maximum_certificates);
    if (!file)
        return refuse(name, diagnostics, file.error().message,
                      "name a PEM file of at most 10 KiB, seen from the spec's folder");
    if (file->text.find("PRIVATE KEY-----") != std::string::npos)
        return refuse(name, diagnostics, file->path + " holds a private key",
                      "name a file with certificates only: every pod could read the key");
    registry->ca_certificates = certificates_in(file->text);
    if (registry->ca_certificates.empty())
        refuse(name, diagnostics, file->path + " holds no certificate",
               "write the authority's certificates as PEM: -----BEGIN CERTIFICATE-----");
}

}  // namespace inland::spec
