// SPDX-License-Identifier: Apache-2.0
#include "kube/serving_certificates.h"

#include "core/certificates.h"
#include "core/crypto.h"

#include <map>
#include <string>

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>

namespace inland::kube {

namespace {

/// As long as Helm's own (genSignedCert in the controllers' charts).
constexpr int valid_days = 3650;
/// Another than that of what it signs, which would pass for self-signed.
constexpr std::string_view authority_name = "inland";
constexpr auto renewed_before = std::chrono::days(30);

/// The keys of a Secret of type kubernetes.io/tls.
constexpr std::string_view authority_key = "ca.crt";
constexpr std::string_view certificate_key = "tls.crt";
constexpr std::string_view private_key = "tls.key";

struct Serving {
    std::string authority_pem;
    CertifiedKey shown;
};

std::vector<std::string> names_of(const json::object& secret) {
    const auto text = annotation_of(secret, serving_names);
    std::vector<std::string> names;
    if (!text.empty())
        boost::split(names, text, boost::is_any_of(", "), boost::token_compress_on);
    return names;
}

std::string held(const json::object& secret, std::string_view key) {
    const auto* value = find_object(secret, "data").if_contains(key);
    if (value == nullptr || !value->is_string())
        return {};
    return decode_base64(value->get_string()).value_or("");
}

Serving held_by(const json::object& secret) {
    return {held(secret, authority_key),
            {held(secret, certificate_key), held(secret, private_key)}};
}

Result<Serving> make_serving(const std::vector<std::string>& names) {
    const auto authority = make_authority(authority_name, valid_days);
    auto shown = TRY(issue_certificate(
        authority, {.common_name = names.front(), .names = names, .days = valid_days}));
    return Serving{authority.certificate_pem, std::move(shown)};
}

Result<Serving> kept_or_made(const json::object& secret, const std::vector<std::string>& names,
                             const FindObject& find, TimePoint now) {
    if (const auto found = TRY(find(name_of(secret)))) {
        auto serving = held_by(*found);
        if (is_believed(serving.authority_pem, serving.shown, names, now + renewed_before))
            return serving;
    }
    return make_serving(names);
}

void fill(json::object& secret, const Serving& serving) {
    secret["data"] = json::object{{authority_key, base64(serving.authority_pem)},
                                  {certificate_key, base64(serving.shown.certificate_pem)},
                                  {private_key, base64(serving.shown.private_key_pem)}};
}

void trust(json::object& configuration, const std::string& authority_pem) {
    auto* webhooks = configuration.if_contains("webhooks");
    if (webhooks == nullptr || !webhooks->is_array())
        return;
    for (auto& webhook : webhooks->get_array())
        if (auto* client = webhook.get_object().if_contains("clientConfig");
            client != nullptr && client->is_object())
            client->get_object()["caBundle"] = base64(authority_pem);
}

}  // namespace

Result<void> fill_certificates(std::vector<json::object>& objects, const FindObject& find,
                               TimePoint now) {
    std::map<std::string, std::string> authorities;  // by "NAMESPACE/NAME" of the Secret
    for (auto& object : objects)
        if (const auto names = names_of(object); !names.empty()) {
            const auto serving = TRY(kept_or_made(object, names, find, now));
            fill(object, serving);
            const auto name = name_of(object);
            authorities[name.namespace_name + "/" + name.name] = serving.authority_pem;
        }
    for (auto& object : objects)
        if (const auto found = authorities.find(annotation_of(object, trusts));
            found != authorities.end())
            trust(object, found->second);
    return {};
}

}  // namespace inland::kube
