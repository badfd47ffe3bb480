//! What has ids.

use kernel::marks;

marks! {
    /// A case.
    CaseMark = "case", CaseId;
    /// An action of a case; made by whoever acts, so that a repeat is known.
    CaseActionMark = "case action", CaseActionId;
    /// Somebody's "me too" on a case; the id of the action that it is.
    MeTooMark = "me-too", MeTooId;
    /// A lead: something that may become a case.
    LeadMark = "lead", LeadId;
    /// A file that belongs to a case: a photo, a scan.
    AttachmentMark = "attachment", AttachmentId;
    /// A micro-event; made by whoever found it, so that a repeat is known.
    MicroEventMark = "micro-event", MicroEventId;
    /// An action of a micro-event; made by whoever acts.
    MicroActionMark = "micro-event action", MicroActionId;
    /// A form of field collection; made by whoever filled it in, so that a repeat is known.
    CollectionMark = "form of field collection", CollectionId;
    /// An objection to a figure; made by whoever objects.
    ObjectionMark = "objection", ObjectionId;
    /// The answer to an objection; made by whoever answers, so that a repeat is known.
    ObjectionAnswerMark = "answer to an objection", ObjectionAnswerId;
    /// A rule of routing that a place set for itself.
    RouteMark = "routing rule", RouteId;
}
