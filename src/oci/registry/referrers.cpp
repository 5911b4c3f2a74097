// SPDX-License-Identifier: Apache-2.0
#include "oci/registry/referrers.h"

#include "core/json.h"
#include "oci/media_types.h"
#include "oci/registry/manifests.h"
#include "oci/registry/tags.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::oci {

namespace {

constexpr int ok = 200;
/// Pages of one answer that are followed; more is no list of signatures.
constexpr int most_pages = 50;

struct Page {
    std::vector<Descriptor> referrers;
    std::optional<Url> next;
};

/// Nothing: the registry has no such API.
Result<std::optional<Page>> get_page(RegistrySession& session, std::string_view repository,
                                     const Url& url, const std::stop_token& stop) {
    const ApiCall call{.url = url,
                       .scopes = {{std::string(repository), Access::Pull}},
                       .headers = {{"Accept", std::string(media_type::oci_index)}}};
    const auto answer = TRY(session.call(call, stop));
    if (answer.status != ok)
        return std::nullopt;
    const auto index = parse_manifest(answer.body, answer.headers.get_or_empty("Content-Type"));
    if (!index || index->kind != ManifestKind::Index)
        return std::nullopt;
    Page page{.referrers = index->manifests};
    if (const auto link = next_page(answer))
        page.next = TRY(resolve_location(url, *link));
    return page;
}

Result<std::optional<std::vector<Descriptor>>> by_api(RegistrySession& session,
                                                      std::string_view repository,
                                                      const Digest& subject,
                                                      const std::stop_token& stop) {
    std::vector<Descriptor> all;
    std::optional<Url> url = session.url(repository, "referrers/" + subject.text());
    for (int pages = 0; url && pages < most_pages; ++pages) {
        auto page = TRY(get_page(session, repository, *url, stop));
        if (!page)
            return std::nullopt;
        all.insert(all.end(), page->referrers.begin(), page->referrers.end());
        url = std::move(page->next);
    }
    return all;
}

ManifestText index_of(const std::vector<Descriptor>& manifests) {
    json::array list;
    for (const auto& manifest : manifests)
        list.push_back(to_json(manifest));
    auto text = json::serialize(json::object{
        {"schemaVersion", 2}, {"mediaType", media_type::oci_index}, {"manifests", list}});
    auto digest = Digest::of(text);
    return {std::string(media_type::oci_index), std::move(digest), std::move(text)};
}

}  // namespace

std::array<std::string, 3> cosign_tags(const Digest& subject) {
    const auto tag = referrers_tag(subject);
    return {tag + ".sig", tag + ".att", tag + ".sbom"};
}

std::string referrers_tag(const Digest& subject) {
    return fmt::format("{}-{}", subject.algorithm_name(), subject.hex());
}

Result<std::optional<std::vector<Descriptor>>> list_referrers(RegistrySession& session,
                                                              std::string_view repository,
                                                              const Digest& subject,
                                                              const std::stop_token& stop) {
    auto& api = session.registry().referrers_api();
    if (api == ReferrersApi::Missing)
        return std::nullopt;
    auto found = TRY(by_api(session, repository, subject, stop));
    auto unasked = ReferrersApi::Unasked;
    api.compare_exchange_strong(unasked, found ? ReferrersApi::There : ReferrersApi::Missing);
    return found;
}

Result<std::vector<Descriptor>> list_tagged_referrers(RegistrySession& session,
                                                      std::string_view repository,
                                                      const Digest& subject,
                                                      const std::stop_token& stop) {
    const auto text = get_manifest(session, repository, referrers_tag(subject), stop);
    if (!text && text.error().kind == ErrorKind::NotFound)
        return std::vector<Descriptor>{};
    if (!text)
        return std::unexpected(text.error());
    return TRY(parse_manifest(text->text, text->media_type)).manifests;
}

Result<void> add_to_referrers_tag(RegistrySession& session, std::string_view repository,
                                  const Digest& subject, const Descriptor& referrer,
                                  const std::stop_token& stop) {
    auto known = TRY(list_tagged_referrers(session, repository, subject, stop));
    if (std::ranges::find(known, referrer.digest, &Descriptor::digest) != known.end())
        return {};
    known.push_back(referrer);
    TRY_VOID(put_manifest(session, repository, referrers_tag(subject), index_of(known), stop));
    return {};
}

}  // namespace inland::oci
