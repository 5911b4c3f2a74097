// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "spec/cluster.h"

#include <array>
#include <string_view>

/// The words that the file uses for enumerations: read and written by the same tables.
namespace inland::spec {

template <typename Value>
struct Word {
    std::string_view word;
    Value value;
};

enum class AccessMode { Private, PublicAndPrivate, Public };

template <typename Value>
struct Words;

template <>
struct Words<AccessMode> {
    static constexpr std::array<Word<AccessMode>, 3> all = {
        {{"private", AccessMode::Private},
         {"public-and-private", AccessMode::PublicAndPrivate},
         {"public", AccessMode::Public}}};
};
template <>
struct Words<NodePlacement> {
    static constexpr std::array<Word<NodePlacement>, 2> all = {
        {{"private", NodePlacement::Private}, {"public", NodePlacement::Public}}};
};
template <>
struct Words<Egress> {
    static constexpr std::array<Word<Egress>, 2> all = {
        {{"none", Egress::None}, {"nat", Egress::Nat}}};
};
template <>
struct Words<VpnRouting> {
    static constexpr std::array<Word<VpnRouting>, 2> all = {
        {{"static", VpnRouting::Static}, {"bgp", VpnRouting::Bgp}}};
};
template <>
struct Words<NodeGroupKind> {
    static constexpr std::array<Word<NodeGroupKind>, 2> all = {
        {{"managed", NodeGroupKind::Managed}, {"self-managed", NodeGroupKind::SelfManaged}}};
};
template <>
struct Words<OperatingSystem> {
    static constexpr std::array<Word<OperatingSystem>, 3> all = {
        {{"al2023", OperatingSystem::Al2023},
         {"bottlerocket", OperatingSystem::Bottlerocket},
         {"al2", OperatingSystem::Al2}}};
};
template <>
struct Words<TaintEffect> {
    static constexpr std::array<Word<TaintEffect>, 3> all = {
        {{"NoSchedule", TaintEffect::NoSchedule},
         {"PreferNoSchedule", TaintEffect::PreferNoSchedule},
         {"NoExecute", TaintEffect::NoExecute}}};
};
template <>
struct Words<IdentityKind> {
    static constexpr std::array<Word<IdentityKind>, 2> all = {
        {{"irsa", IdentityKind::Irsa}, {"pod-identity", IdentityKind::PodIdentity}}};
};
template <>
struct Words<Admission> {
    static constexpr std::array<Word<Admission>, 3> all = {{{"node-groups", Admission::NodeGroups},
                                                            {"subnets", Admission::Subnets},
                                                            {"vpc", Admission::Vpc}}};
};

template <typename Value>
std::string_view word_of(Value value) {
    for (const auto& word : Words<Value>::all)
        if (word.value == value)
            return word.word;
    return {};
}

}  // namespace inland::spec
