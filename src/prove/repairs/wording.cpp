// SPDX-License-Identifier: Apache-2.0
#include "prove/repairs/wording.h"

#include "prove/network.h"

#include <algorithm>
#include <cctype>

namespace inland::prove {

namespace {

/// "aws_subnet.a", "module.network.aws_subnet.a[0]".
bool is_terraform_address(const std::string& name) {
    const auto type = name.find("aws_");
    return type != name.npos && (type == 0 || name[type - 1] == '.') &&
           name.find('.', type) != name.npos;
}

/// "NodeSubnetA": letters and digits, as CloudFormation wants them.
bool is_logical_id(const std::string& name) {
    const auto is_of_id = [](unsigned char letter) { return std::isalnum(letter) != 0; };
    return !name.empty() && std::isupper(static_cast<unsigned char>(name.front())) != 0 &&
           std::ranges::all_of(name, is_of_id);
}

const std::string& text_in(Language language, const Wording& wording) {
    static const std::string none;
    switch (language) {
        case Language::Terraform:
            return wording.terraform;
        case Language::CloudFormation:
            return wording.cloudformation;
        case Language::Cli:
            return wording.cli;
        case Language::Plain:
            break;
    }
    return none;
}

}  // namespace

Language language_of(const topology::Resource& resource) {
    const std::string& name = resource_name(resource);
    if (is_terraform_address(name))
        return Language::Terraform;
    if (!resource.id.empty() && resource.id == name)
        return Language::Cli;
    return is_logical_id(name) ? Language::CloudFormation : Language::Plain;
}

std::string say(const std::string& sentence, const topology::Resource& subject,
                const Wording& wording) {
    const std::string& text = text_in(language_of(subject), wording);
    return text.empty() ? sentence : sentence + "\n" + text;
}

std::string reference_to(const topology::Resource& resource) {
    const std::string& name = resource_name(resource);
    switch (language_of(resource)) {
        case Language::Terraform:
            return name + ".id";
        case Language::CloudFormation:
            return "!Ref " + name;
        default:
            return resource.id.empty() ? name : resource.id;
    }
}

}  // namespace inland::prove
