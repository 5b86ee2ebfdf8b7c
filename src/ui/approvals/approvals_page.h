// Approvals: what waits for this person's decision (their own and that of whom they stand in for), what others have to decide about
// their records, and what they have decided. A list at the left, the form beside it; on the phone one after the other.
#pragma once

#include <memory>

#include "ui/approvals/absences_sheet.h"
#include "ui/approvals/approval_form.h"

namespace potok::ui {

class ApprovalsPage final : public PageView {
public:
    explicit ApprovalsPage(Desk& desk) { read(desk); }
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;

private:
    enum class Tab { mine, others, decided };
    void read(Desk& desk);
    void select(Desk& desk, std::size_t index);
    const std::vector<model::Approval>& shown() const { return tab_ == Tab::others ? awaited_ : mine_; }
    void header(Desk& desk, Rect row);
    void tabs_row(Desk& desk, Rect row);
    void list(Desk& desk, const Rect& area);
    void row(Desk& desk, const model::Approval& approval, const Rect& r, std::size_t index);
    void decided_list(Desk& desk, const Rect& area);
    void empty(Desk& desk, const Rect& area);
    void awaited_detail(Desk& desk, const Rect& area);
    void phone(Desk& desk, Rect area);
    void keys(Desk& desk);

    Tab tab_ = Tab::mine;
    std::vector<model::Approval> mine_, awaited_;
    std::vector<model::Decision> decided_;
    std::unique_ptr<ApprovalForm> form_;
    std::size_t selected_ = 0;
    bool reveal_ = false;
    bool form_open_ = false;  // on the phone: the form in place of the list
    AbsencesSheet absences_;
};

}  // namespace potok::ui
