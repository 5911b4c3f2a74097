// SPDX-License-Identifier: Apache-2.0
#include "cli/image_list_view.h"

#include "render/text_table.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace inland::cli {

namespace {

using knowledge::ImageOrigin;

std::string source_of(const ImageMention& mention) {
    if (mention.object.empty())
        return mention.field;
    return mention.field.empty() ? mention.object : mention.object + " " + mention.field;
}

/// What one should know beside the name.
std::string remark_on(const ListedImage& listed, const ImageMention& mention) {
    if (listed.origin == ImageOrigin::MachineImage)
        return "in the machine image";
    if (listed.tag_is_unsure)
        return mention.rule == "spec" ? "the account knows the newest tag" : "the tag is elsewhere";
    return mention.certainty == oci::Certainty::Certain ? "" : "likely";
}

std::string platforms_text(const ListedImage& listed) {
    if (!listed.platforms)
        return "";
    return *listed.platforms ? oci::text_of(**listed.platforms) : listed.platforms->error().message;
}

void add_rows(std::vector<render::TextRow>& rows, const ListedImage& listed) {
    std::string name = listed.text();
    std::string platforms = platforms_text(listed);
    for (const ImageMention& mention : listed.mentions) {
        rows.push_back({std::exchange(name, {}), mention.place.text(), source_of(mention),
                        remark_on(listed, mention), std::exchange(platforms, {})});
    }
}

bool were_asked(const ImageList& list) {
    return std::ranges::any_of(
        list.images, [](const ListedImage& listed) { return listed.platforms.has_value(); });
}

json::value text_or_null(const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

json::object mention_json(const ImageMention& mention) {
    return {{"place",
             {{"file", mention.place.file},
              {"line", mention.place.line},
              {"column", mention.place.column}}},
            {"object", text_or_null(mention.object)},
            {"field", text_or_null(mention.field)},
            {"rule", mention.rule},
            {"certainty", mention.certainty == oci::Certainty::Certain ? "certain" : "likely"}};
}

json::object platforms_json(const Result<std::vector<oci::Platform>>& asked) {
    json::array platforms;
    if (asked)
        for (const oci::Platform& platform : *asked)
            platforms.emplace_back(platform.text());
    return {{"runsOn", asked ? json::value(std::move(platforms)) : json::value(nullptr)},
            {"error", asked ? json::value(nullptr) : json::value(asked.error().message)}};
}

json::object image_json(const ListedImage& listed) {
    json::array mentions;
    for (const ImageMention& mention : listed.mentions)
        mentions.push_back(mention_json(mention));
    json::object object{{"image", listed.text()},
                        {"registry", listed.image.registry},
                        {"repository", listed.image.repository},
                        {"tag", text_or_null(listed.image.tag)},
                        {"digest", text_or_null(listed.image.digest)},
                        {"pulled", listed.origin == ImageOrigin::Registry},
                        {"tagIsUnsure", listed.tag_is_unsure},
                        {"mentions", std::move(mentions)}};
    if (listed.platforms)
        object["platforms"] = platforms_json(*listed.platforms);
    return object;
}

json::value document(json::array images) {
    return json::object{{"schema", "inland.dev/images/v1"}, {"images", std::move(images)}};
}

}  // namespace

std::string image_list_text(const ImageList& list) {
    std::vector<render::TextRow> rows{
        {"IMAGE", "PLACE", "NEEDED BY", "", were_asked(list) ? "RUNS ON" : ""}};
    for (const ListedImage& listed : list.images)
        add_rows(rows, listed);
    return render::text_table(rows) + fmt::format("\n{}; registries that they come from: {}\n",
                                                  render::count_of(list.images.size(), "image"),
                                                  fmt::join(list.registries(), ", "));
}

std::string checked_images_text(const std::vector<CheckedImage>& images) {
    std::vector<render::TextRow> rows{{"IMAGE", "NODES", "WHY"}};
    for (const CheckedImage& checked : images)
        rows.push_back({checked.listed->text(), std::string(prove::outcome_name(checked.outcome)),
                        fmt::format("{}", fmt::join(checked.reasons, "; "))});
    return render::text_table(rows);
}

json::value image_list_json(const ImageList& list) {
    json::array images;
    for (const ListedImage& listed : list.images)
        images.push_back(image_json(listed));
    return document(std::move(images));
}

json::value checked_images_json(const std::vector<CheckedImage>& images) {
    json::array rows;
    for (const CheckedImage& checked : images) {
        auto row = image_json(*checked.listed);
        row["nodes"] = {{"verdict", prove::outcome_name(checked.outcome)},
                        {"reasons", json::value_from(checked.reasons)}};
        rows.push_back(std::move(row));
    }
    return document(std::move(rows));
}

}  // namespace inland::cli
