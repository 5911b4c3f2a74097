// SPDX-License-Identifier: Apache-2.0
#include "aws/configuration.h"

#include "aws/model.h"
#include "aws/text_lines.h"

#include <charconv>

namespace inland::aws {

namespace {

constexpr int default_attempts = 3;

Result<IniFile> read_ini(const Environment& environment, const std::string& path) {
    auto text = environment.read_file(path);
    if (!text && text.error().kind == ErrorKind::NotFound)
        return IniFile{};
    auto file = parse_ini(TRY(std::move(text)));
    if (!file)
        return std::unexpected(std::move(file).error().with_context(path));
    return file;
}

/// `[profile x]`, `[profile "x"]` and `[services x]` with one blank and no quotes.
IniFile with_plain_names(IniFile file) {
    IniFile out;
    for (auto& [name, section] : file) {
        auto words = split_words(name);
        for (auto& word : words)
            if (word.size() >= 2 && word.front() == '"' && word.back() == '"')
                word = word.substr(1, word.size() - 2);
        out[fmt::format("{}", fmt::join(words, " "))].merge(section);
    }
    return out;
}

const IniSection* find_section(const IniFile& file, std::string_view name) {
    const auto found = file.find(name);
    return found == file.end() ? nullptr : &found->second;
}

std::string setting_in(const IniSection* section, std::string_view name) {
    const auto found = section ? section->find(name) : IniSection::const_iterator{};
    return section && found != section->end() ? found->second.value : "";
}

const IniSection* config_section(const Configuration& configuration, std::string_view profile) {
    if (const auto* section =
            find_section(configuration.config_file, fmt::format("profile {}", profile)))
        return section;
    return profile == "default" ? find_section(configuration.config_file, profile) : nullptr;
}

/// Reads one configuration; the first source that says something decides.
class Loader {
  public:
    Loader(const Environment& environment, const ConfigurationOptions& options)
        : environment_(environment), options_(options) {}

    Result<Configuration> load() {
        TRY_VOID(load_files());
        choose_profile();
        if (out_.profile_choice != ProfileChoice::Default && !out_.has_profile(out_.profile))
            return failure(ErrorKind::InvalidInput,
                           fmt::format("the profile {} is in neither the config nor the "
                                       "credentials file",
                                       out_.profile));
        out_.region = first({options_.region, variable("AWS_REGION"),
                             variable("AWS_DEFAULT_REGION"), setting("region")});
        out_.endpoint_url = options_.endpoint_url;
        out_.ca_bundle = first({variable("AWS_CA_BUNDLE"), setting("ca_bundle")});
        out_.use_fips =
            first({variable("AWS_USE_FIPS_ENDPOINT"), setting("use_fips_endpoint")}) == "true";
        out_.use_dualstack = first({variable("AWS_USE_DUALSTACK_ENDPOINT"),
                                    setting("use_dualstack_endpoint")}) == "true";
        TRY_VOID(load_attempts());
        TRY_VOID(load_endpoint_urls());
        return std::move(out_);
    }

  private:
    static std::string first(std::initializer_list<std::string> sources) {
        const auto* found =
            std::ranges::find_if(sources, [](const auto& text) { return !text.empty(); });
        return found == sources.end() ? "" : *found;
    }

    [[nodiscard]] std::string variable(std::string_view name) const {
        return environment_.variable(name).value_or("");
    }

    [[nodiscard]] std::string setting(std::string_view name) const {
        return out_.profile_setting(out_.profile, name);
    }

    Result<void> load_files() {
        out_.config_file = with_plain_names(
            TRY(read_ini(environment_, first({variable("AWS_CONFIG_FILE"), "~/.aws/config"}))));
        out_.credentials_file = with_plain_names(TRY(read_ini(
            environment_, first({variable("AWS_SHARED_CREDENTIALS_FILE"), "~/.aws/credentials"}))));
        return {};
    }

    void choose_profile() {
        const auto from_environment =
            first({variable("AWS_PROFILE"), variable("AWS_DEFAULT_PROFILE")});
        out_.profile = first({options_.profile, from_environment, "default"});
        if (!options_.profile.empty())
            out_.profile_choice = ProfileChoice::Explicit;
        else if (!from_environment.empty())
            out_.profile_choice = ProfileChoice::Environment;
    }

    Result<void> load_attempts() {
        const auto text = first({variable("AWS_MAX_ATTEMPTS"), setting("max_attempts")});
        out_.max_attempts = default_attempts;
        if (text.empty())
            return {};
        const auto [end, error] =
            std::from_chars(text.data(), text.data() + text.size(), out_.max_attempts);
        if (error != std::errc{} || end != text.data() + text.size() || out_.max_attempts < 1)
            return failure(ErrorKind::InvalidInput, "max_attempts must be a number above 0");
        return {};
    }

    Result<void> load_endpoint_urls() {
        const auto ignore = first({variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"),
                                   setting("ignore_configured_endpoint_urls")});
        if (ignore == "true")
            return {};
        const auto* services = TRY(services_section());
        for (const auto& service : service_names()) {
            auto url = endpoint_url_for(service, services);
            if (!url.empty())
                out_.service_endpoint_urls[service] = std::move(url);
        }
        return {};
    }

    [[nodiscard]] Result<const IniSection*> services_section() const {
        const auto name = setting("services");
        const auto* section = find_section(out_.config_file, "services " + name);
        if (!name.empty() && !section)
            return failure(ErrorKind::InvalidInput,
                           fmt::format("the profile {} names the services section {}, which the "
                                       "config file does not have",
                                       out_.profile, name));
        return name.empty() ? nullptr : section;
    }

    [[nodiscard]] std::string endpoint_url_for(const std::string& service,
                                               const IniSection* services) const {
        const auto id = service_id(service);
        return first({variable("AWS_ENDPOINT_URL_" + snake_case(id, 'A')),
                      variable("AWS_ENDPOINT_URL"), nested_endpoint_url(services, id),
                      setting("endpoint_url")});
    }

    [[nodiscard]] static std::string nested_endpoint_url(const IniSection* services,
                                                         const std::string& id) {
        if (!services)
            return "";
        const auto service = services->find(snake_case(id, 'a'));
        if (service == services->end())
            return "";
        const auto url = service->second.nested.find("endpoint_url");
        return url == service->second.nested.end() ? "" : url->second;
    }

    /// "Elastic Load Balancing v2" as ELASTIC_LOAD_BALANCING_V2 or, with `first_letter` 'a', in
    /// lower case.
    static std::string snake_case(std::string_view id, char first_letter) {
        std::string out;
        for (const char c : id) {
            const bool upper = c >= 'A' && c <= 'Z';
            const bool letter = upper || (c >= 'a' && c <= 'z');
            if (c == ' ' || c == '-')
                out += '_';
            else
                out += letter ? static_cast<char>(c - (upper ? 'A' : 'a') + first_letter) : c;
        }
        return out;
    }

    const Environment& environment_;
    const ConfigurationOptions& options_;
    Configuration out_;
};

}  // namespace

std::string Configuration::profile_setting(std::string_view profile_name,
                                           std::string_view setting) const {
    auto value = setting_in(find_section(credentials_file, profile_name), setting);
    return value.empty() ? setting_in(config_section(*this, profile_name), setting) : value;
}

bool Configuration::has_profile(std::string_view profile_name) const {
    return find_section(credentials_file, profile_name) || config_section(*this, profile_name);
}

Result<Configuration> load_configuration(const Environment& environment,
                                         const ConfigurationOptions& options) {
    return Loader(environment, options).load();
}

}  // namespace inland::aws
