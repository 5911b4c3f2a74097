// SPDX-License-Identifier: Apache-2.0
#include "emulator/registry/records.h"

#include "emulator/services/records.h"

namespace inland::emulator::registry {

RecordKey key_of(const RepositoryId& repository) {
    return {repository.scope, std::string(kind::repository), repository.name};
}

void for_each_with_prefix(
    const Store& store, const Scope& scope, std::string_view kind, const std::string& prefix,
    const std::function<void(std::string_view rest, const json::object&)>& visit) {
    const auto& records = store.records();
    for (auto record = records.lower_bound({scope, std::string(kind), prefix});
         record != records.end(); ++record) {
        const auto& key = record->first;
        if (key.scope != scope || key.kind != kind || !key.id.starts_with(prefix))
            return;
        visit(std::string_view(key.id).substr(prefix.size()), record->second);
    }
}

}  // namespace inland::emulator::registry
