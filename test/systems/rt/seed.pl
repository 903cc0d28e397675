# What a city sets up in its Request Tracker for Okienko (docs/operations/request-tracker.md), and people to test with.
our (@Queues, @CustomFields, @Final);

@Queues = map { { Name => $_, CorrespondAddress => '', CommentAddress => '' } } ('Sprawy', 'Bez pól');

my @text = (Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket', Queue => ['Sprawy']);
@CustomFields = (
  (map { { Name => $_, @text } } ('Okienko effect', 'Case number', 'Case run', 'Statutory date')),
  { Name => 'Outcome code', @text, Type => 'SelectSingle',
    Values => [ map { { Name => $_ } } ('RESOLVED_ANSWERED', 'RESOLVED_DONE', 'RESOLVED_TRANSFERRED') ] },
);

sub token_of {
  my ($user, $file) = @_;
  my $token = RT::AuthToken->new(RT->SystemUser);
  my ($ok, $message, $secret) = $token->Create(Owner => $user->id, Description => 'contract test');
  die "token: $message" unless $ok;
  open my $out, '>', "$ENV{RT_STAGE}/$file.token" or die $!;
  print $out $secret;
  close $out;
}

sub user_with {
  my ($name, @rights) = @_;
  my $user = RT::User->new(RT->SystemUser);
  my ($ok, $message) = $user->Create(Name => $name, Privileged => 1);
  die "user: $message" unless $ok;
  for my $queue_name ('Sprawy', 'Bez pól') {
    my $queue = RT::Queue->new(RT->SystemUser);
    $queue->Load($queue_name);
    for my $right (@rights) {
      my ($granted, $why) = $user->PrincipalObj->GrantRight(Right => $right, Object => $queue);
      die "right: $why" unless $granted;
    }
  }
  token_of($user, $name);
}

@Final = (sub {
  my $root = RT::User->new(RT->SystemUser);
  $root->Load('root');
  token_of($root, 'people');
  my @rights = ('SeeQueue', 'ShowTicket', 'CreateTicket', 'ModifyTicket', 'SeeCustomField');
  user_with('okienko', @rights, 'ModifyCustomField');
  user_with('weak', @rights);
});
