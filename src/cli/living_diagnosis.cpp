// SPDX-License-Identifier: Apache-2.0
#include "cli/living_diagnosis.h"

#include "cli/experience_pages.h"
#include "cli/observe.h"
#include "prove/living_clients.h"
#include "prove/living_registries.h"

#include <fmt/format.h>

namespace inland::cli {

Result<doctor::Diagnosis> diagnose_living(const Invocation& invocation, Session& session,
                                          const LivingCluster& cluster) {
    const auto* tables = TRY(tables_of(invocation));
    const auto experience = TRY(experience_of(invocation));
    const auto topology = TRY(observe(session, cluster.name, invocation.stop));
    if (topology.all<topology::Cluster>().empty())
        return failure(ErrorKind::NotFound,
                       fmt::format("there is no cluster {} in {}", cluster.name, session.region()));
    prove::Question question{topology, *tables, prove::living_clients(topology), cluster.wishes};
    question.registries = prove::living_registries(topology);
    const auto describe = [&](std::string_view service, std::string_view operation,
                              json::object input) {
        return session.aws().call(service, operation, std::move(input), invocation.stop);
    };
    const auto observations =
        TRY(doctor::read_observations(describe, cluster.name, experience.symptoms));
    auto diagnosis = doctor::diagnose(prove::prove(question), observations, *tables);
    diagnosis.cluster = cluster.name;
    return diagnosis;
}

}  // namespace inland::cli
