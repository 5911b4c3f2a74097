// SPDX-License-Identifier: Apache-2.0
#include "emulator/services/iam/entity.h"

#include "emulator/services/arn.h"
#include "emulator/services/members.h"
#include "emulator/services/records.h"

#include <array>

namespace inland::emulator {

namespace {

struct EntityRow {
    std::string_view mark;
    std::string_view kind;
};

constexpr std::array entities{EntityRow{":role/", kind::role}, EntityRow{":user/", kind::user}};

}  // namespace

const json::object* entity_of_arn(const World& world, std::string_view arn) {
    for (const auto& [mark, kind] : entities) {
        const auto place = arn.rfind(mark);
        if (place == std::string_view::npos)
            continue;
        const auto before = arn.substr(0, place);
        const std::string account(before.substr(before.rfind(':') + 1));
        const auto* entity =
            world.store().find({{account, ""}, std::string(kind), std::string(last_segment(arn))});
        return entity != nullptr && text_of(*entity, "Arn") == arn ? entity : nullptr;
    }
    return nullptr;
}

}  // namespace inland::emulator
