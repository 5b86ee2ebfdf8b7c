// The card's offers and invoices: what there is at the left, the one that is open beside it; the payment schedule and the payments.
// On the phone the list, and over it the one that is open.
#pragma once

#include "ui/card/bill_panel.h"
#include "ui/card/card_tab.h"

namespace potok::ui {

class MoneyTab final : public CardTab {
public:
    using CardTab::CardTab;
    void read(Desk& desk) override;
    void draw(Desk& desk, Rect area) override;
    int count() const override { return static_cast<int>(offers_.size() + invoices_.size()); }
    bool empty() const { return count() == 0 && schedule_.empty() && payments_.empty(); }

private:
    float list(Desk& desk, Rect r);
    float bills(Desk& desk, Rect r, bool offers);
    float bill_row(Desk& desk, Rect r, const Bill& bill);
    float schedule(Desk& desk, Rect r);
    float instalment_row(Desk& desk, Rect r, const Instalment& instalment);
    float new_schedule(Desk& desk, Rect r);
    float payments(Desk& desk, Rect r);
    float payment_row(Desk& desk, Rect r, const PaymentView& payment);
    void add(Desk& desk, bool offer);

    std::vector<Bill> offers_, invoices_;
    std::vector<Instalment> schedule_;
    std::vector<PaymentView> payments_;
    BillPanel open_;
    bool scheduling_ = false;
    std::optional<Decimal> parts_;
    std::optional<std::int64_t> total_;
    std::optional<Date> start_;
    std::string currency_;
    std::optional<Error> refusal_;
    model::RowId allocating_ = 0;      // a payment whose menu of invoices is open
};

}  // namespace potok::ui
